import { describeForm, toOptions } from '@throughline/service-kit/forms';
import { FilesLister } from '../../file-trees/files-lister.js';
import { filesForm, readFilesSettings } from '../../file-trees/files-settings.js';
import { findByName } from '../../kit/read-settings.js';
import type { ListedSourceType } from '../../kit/source-lister.js';
import { LocalTree } from './local-tree.js';

const form = {
  folder: { label: 'Folder', kind: 'choice', required: true, hint: 'A folder that the operator of this server has opened.' },
  ...filesForm,
} as const;

export { locateOriginal } from './originals.js';

/**
 * Sources of type `folder`: the files below a folder that the operator has opened. Users can name no path of the server: only
 * folders of the operator, and names below.
 */
export const folderSource = (folders: Readonly<Record<string, string>>, maxBytes: number): ListedSourceType => ({
  label: 'Folder',
  describe: () => describeForm(form, { folder: toOptions(Object.keys(folders)) }),
  open: (settings) => {
    const files = readFilesSettings(settings, { name: 'folder', form });
    const { name, value: base } = findByName(folders, settings['folder'], 'source folder');
    return new FilesLister(new LocalTree(name, base), files, maxBytes);
  },
});
