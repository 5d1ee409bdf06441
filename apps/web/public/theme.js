// Before anything is drawn: the page must not flash in the other theme.
try {
  const theme = localStorage.getItem('tl.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden; then the system's theme it is.
}
