import { microsoftSetting } from '@throughline/credentials';
import { cloudFolderKind } from '../../cloud-folders/cloud-folder-kind.js';
import { cloudForm } from '../../cloud-folders/settings.js';
import { GraphApi } from './graph-api.js';
import { OneDriveStorage } from './onedrive-storage.js';

export const oneDrive = cloudFolderKind({
  type: 'onedrive',
  label: 'OneDrive',
  form: cloudForm({ account: 'Microsoft account', credential: 'microsoft' }),
  endpoints: microsoftSetting,
  openStorage: (access, endpoints) => new OneDriveStorage(new GraphApi({ ...access, endpoints })),
});
