import { SESSION_TIMES, SessionPool, connectionsFor, type Connections } from '@throughline/sftp';
import { describeForm, toOptions } from '@throughline/service-kit/forms';
import { FilesLister } from '../../file-trees/files-lister.js';
import { filesForm, readFilesSettings } from '../../file-trees/files-settings.js';
import { findByName } from '../../kit/read-settings.js';
import type { ListedSourceType } from '../../kit/source-lister.js';
import { SourceErrors } from './sftp-errors.js';
import { SftpTree } from './sftp-tree.js';

const form = {
  connection: { label: 'Connection', kind: 'choice', required: true, hint: 'An SFTP server that the operator has set up.' },
  ...filesForm,
} as const;

/** Sources of type `sftp`: the files below the folder of a connection that the operator has set up. */
export function sftpSource(all: Connections, maxBytes: number, times = SESSION_TIMES): ListedSourceType {
  const connections = connectionsFor('sources', all);
  const pool = new SessionPool(connections, { times, errorsOf: (name) => new SourceErrors(name) });
  return {
    label: 'SFTP',
    describe: () => describeForm(form, { connection: toOptions(Object.keys(connections)) }),
    open: (settings) => {
      const files = readFilesSettings(settings, { name: 'SFTP', form });
      const { name } = findByName(connections, settings['connection'], 'SFTP connection');
      return new FilesLister(new SftpTree(name, pool), files, maxBytes);
    },
    close: () => {
      pool.close();
    },
  };
}
