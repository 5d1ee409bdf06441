import { dropboxSetting } from '@throughline/credentials';
import { cloudFolderKind } from '../../cloud-folders/cloud-folder-kind.js';
import { cloudForm } from '../../cloud-folders/settings.js';
import { DropboxApi } from './dropbox-api.js';
import { DropboxStorage } from './dropbox-storage.js';

export const dropbox = cloudFolderKind({
  type: 'dropbox',
  label: 'Dropbox',
  form: cloudForm({ account: 'Dropbox account', credential: 'dropbox' }),
  endpoints: dropboxSetting,
  openStorage: (access, endpoints) => new DropboxStorage(new DropboxApi({ ...access, endpoints })),
});
