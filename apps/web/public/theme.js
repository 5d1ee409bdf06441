// Runs before the first paint, so that the page does not flash in the other theme.
try {
  const theme = localStorage.getItem('tl.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // The browser may block storage; the system's theme is used then.
}
