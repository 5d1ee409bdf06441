import { cloudForm } from '../../cloud-folders/settings.js';

export const oneDriveForm = cloudForm({ account: 'Microsoft account', credential: 'microsoft' });
