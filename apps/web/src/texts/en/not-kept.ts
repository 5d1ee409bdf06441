/** Texts of the service worker, which loads no catalogue. */
export const notKeptWords = {
  title: 'Not shared',
  hint: 'This browser has no room for what you shared. Choose the files in Throughline itself.',
  open: 'Open Throughline',
};
