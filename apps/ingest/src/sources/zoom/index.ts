import { describeForm, toOptions } from '@throughline/service-kit/forms';
import type { ListedSourceType } from '../source-lister.js';
import type { ZoomAccounts } from './zoom-accounts.js';
import { ZoomLister } from './zoom-lister.js';
import { form, readZoomSettings } from './zoom-settings.js';

export { ZoomAccounts } from './zoom-accounts.js';
export { zoomSource } from './zoom-source.js';

/** Sources of type `zoom`: the cloud recordings of a user of an account that the operator has connected. */
export const zoomLister = (accounts: ZoomAccounts, maxBytes: number, now: () => number = Date.now): ListedSourceType => ({
  label: 'Zoom',
  describe: () => describeForm(form, { connection: toOptions(accounts.names) }),
  open: (settings) => {
    const read = readZoomSettings(settings);
    return new ZoomLister(accounts.find(read.connection), read, { maxBytes, now });
  },
});
