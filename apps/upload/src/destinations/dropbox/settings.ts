import { cloudForm } from '../../cloud-folders/settings.js';

export const dropboxForm = cloudForm({ account: 'Dropbox account', credential: 'dropbox' });
