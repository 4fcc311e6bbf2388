"""Dossier: case files -> a static site that can be checked, cited and trusted."""
