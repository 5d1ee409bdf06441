import { join, normalize, sep } from 'node:path';
import { PermanentError } from '@throughline/contracts';
import { foldersSetting, toOptions, type SettingsForm } from '@throughline/service-kit/forms';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { FolderDestination } from './folder-destination.js';
import { KnownRoots } from './known-roots.js';

const form = {
  folder: { label: 'Folder', kind: 'choice', required: true, hint: 'A folder that the operator of this server has opened.' },
  path: { label: 'Path below it', kind: 'text', hint: 'Names joined by slashes. It is created if it is missing.' },
} satisfies SettingsForm;

/**
 * Outputs of type `folder`. Settings: `folder`, the name of a folder that the operator has opened, and `path` below it.
 * Requests can therefore never name a server path.
 */
export function folderType(folders: Readonly<Record<string, string>>): DestinationType {
  const roots = new KnownRoots();
  return {
    open({ output: { settings } }) {
      const name = settings['folder'];
      const root = typeof name === 'string' && Object.hasOwn(folders, name) ? folders[name] : undefined;
      if (root === undefined) {
        throw new PermanentError(
          'output-misconfigured',
          `No output folder is called '${String(name)}'; available: ${Object.keys(folders).join(', ') || 'none'}`,
        );
      }
      const below = normalize(String(settings['path'] ?? '.'));
      if (below.startsWith('..') || below.startsWith(sep) || /\p{Cc}/u.test(below))
        throw new PermanentError(
          'output-misconfigured',
          'The path of an output must stay inside its folder and have no control characters',
        );
      return new FolderDestination(join(root, below), roots);
    },
  };
}

export const folder = destinationKind(
  { folders: foldersSetting('TL_OUTPUT_FOLDERS') },
  {
    label: 'Folder',
    form,
    choices: ({ folders }) => ({ folder: toOptions(Object.keys(folders)) }),
    make: ({ folders }) => folderType(folders),
  },
);
