import { describeForm, toOptions } from '@throughline/service-kit/forms';
import type { ListedSourceType } from '../source-lister.js';
import { FolderLister } from './folder-lister.js';
import { form, readFolderSettings } from './folder-settings.js';

/** Sources of type `folder`: the files below a folder that the operator has opened. */
export const folderSource = (folders: Readonly<Record<string, string>>, maxBytes: number): ListedSourceType => ({
  label: 'Folder',
  describe: () => describeForm(form, { folder: toOptions(Object.keys(folders)) }),
  open: (settings) => new FolderLister(readFolderSettings(settings, folders), maxBytes),
});
