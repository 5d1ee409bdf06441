import { describeForm, toOptions } from '@throughline/service-kit/forms';
import type { ListedSourceType } from '../../kit/source-lister.js';
import type { ZoomAccounts } from './zoom-accounts.js';
import { ZoomLister } from './zoom-lister.js';
import { form, ownForm, readZoomSettings } from './zoom-settings.js';

export { ZoomUsers } from './zoom-access.js';
export { ZoomAccounts } from './zoom-accounts.js';
export { zoomSource } from './zoom-source.js';

/** Sources of type `zoom`: the cloud recordings of a user. */
export const zoomLister = (accounts: ZoomAccounts, maxBytes: number, now: () => number = Date.now): ListedSourceType => ({
  label: 'Zoom',
  describe: () =>
    accounts.names.length === 0 ? describeForm(ownForm, {}) : describeForm(form, { connection: toOptions(accounts.names) }),
  open: (settings) => {
    const read = readZoomSettings(settings);
    return new ZoomLister(accounts.find(read.account), read, { maxBytes, now });
  },
});
