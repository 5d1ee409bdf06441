import { join, normalize, sep } from 'node:path';
import { PermanentError } from '@throughline/contracts';
import type { DestinationType } from '../destination.js';
import { destinationKind } from '../kind.js';
import { FolderDestination } from './folder-destination.js';
import { foldersSetting } from './folders-setting.js';
import { KnownRoots } from './known-roots.js';

/**
 * Outputs of type `folder`. Settings: `folder`, the name of a folder that the operator has opened, and `path` below it.
 * Requests can therefore never name a server path.
 */
export function folderType(folders: Readonly<Record<string, string>>): DestinationType {
  const known = new KnownRoots();
  return {
    open({ output: { settings } }) {
      const name = settings['folder'];
      const root = typeof name === 'string' ? folders[name] : undefined;
      if (root === undefined) {
        throw new PermanentError(
          'output-misconfigured',
          `No output folder is called '${String(name)}'; available: ${Object.keys(folders).join(', ') || 'none'}`,
        );
      }
      const below = normalize(String(settings['path'] ?? '.'));
      if (below.startsWith('..') || below.startsWith(sep))
        throw new PermanentError('output-misconfigured', `The path of an output must stay inside its folder`);
      return new FolderDestination(join(root, below), known);
    },
  };
}

export const folder = destinationKind({ folders: foldersSetting }, ({ folders }) => folderType(folders));
