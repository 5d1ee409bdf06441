/** What `tl` takes from its environment. */
export const environment = {
  url: process.env['TL_URL'] === '' ? undefined : process.env['TL_URL'],
  token: process.env['TL_TOKEN'] === '' ? undefined : process.env['TL_TOKEN'],
};
