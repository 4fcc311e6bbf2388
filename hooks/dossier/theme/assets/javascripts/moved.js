// A page that moved: the paragraph asked for (#p3) and its fingerprint (?v=…) go along.
location.replace(new URL(document.documentElement.dataset.to, location).href + location.search + location.hash);
