import type { AllowList } from '@throughline/outgoing';
import { describeForm, toOptions } from '@throughline/service-kit/forms';
import { connectionsFor, type Connections } from '@throughline/webdav';
import { FilesLister } from '../../file-trees/files-lister.js';
import { filesForm, readFilesSettings } from '../../file-trees/files-settings.js';
import { findByName } from '../../kit/read-settings.js';
import type { ListedSourceType } from '../../kit/source-lister.js';
import { SourceClient, type Timeouts } from './source-client.js';
import { WebdavTree } from './webdav-tree.js';

const form = {
  connection: {
    label: 'Server',
    kind: 'choice',
    required: true,
    hint: 'A connection that the operator of this server has opened for sources.',
  },
  ...filesForm,
} as const;

export interface WebdavSourceParts {
  readonly connections: Connections;
  readonly allowed: AllowList;
  readonly maxBytes: number;
  readonly timeouts?: Timeouts;
  readonly maxListing?: number;
}

/** Sources of type `webdav`: the files below the folder of a connection. Requests never hold addresses or passwords. */
export const webdavSource = ({ connections, maxBytes, ...options }: WebdavSourceParts): ListedSourceType => {
  const usable = connectionsFor('sources', connections);
  return {
    label: 'WebDAV',
    describe: () => describeForm(form, { connection: toOptions(Object.keys(usable)) }),
    open: (settings) => {
      const files = readFilesSettings(settings, { name: 'WebDAV', form });
      const { name, value } = findByName(usable, settings['connection'], 'WebDAV connection');
      return new FilesLister(new WebdavTree(name, new SourceClient(name, value, options)), files, maxBytes);
    },
  };
};
