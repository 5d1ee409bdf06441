import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { posix } from 'node:path';
import ssh2, {
  type Algorithms,
  type AuthContext,
  type Connection as ClientConnection,
  type FileEntry,
  type SFTPWrapper,
} from 'ssh2';
import type { Connection } from '#src/connections.js';
import { fingerprintOfText, makeKeys } from './keys.js';

const { STATUS_CODE } = ssh2.utils.sftp;
const FOLDER = 0o040755;
const FILE = 0o100644;

export interface ScriptedFile {
  readonly content: string;
  /** Seconds. */
  readonly mtime: number;
}

/** A request of the protocol, with its arguments, such as a path or a handle. */
export type Answer = (sftp: SFTPWrapper, id: number, first: string | Buffer, ...others: unknown[]) => void;

export interface Script {
  /** Decides about an attempt to sign in. Default: accepts the password. */
  readonly signIn?: (attempt: AuthContext) => void;
  /** Answers requests by their names, such as READDIR, instead of the default. */
  readonly answers?: Readonly<Record<string, Answer>>;
  /** Default: true. */
  readonly opensChannels?: boolean;
  /** Default: accepts the subsystem. */
  readonly offersSftp?: boolean;
  /** Default: those of the package. */
  readonly algorithms?: Algorithms;
}

export const USER = 'anna';
export const PASSWORD = 'correct-horse-battery';

export interface ScriptedServer {
  readonly connection: Connection;
  /** Files by their absolute paths. */
  readonly files: Map<string, ScriptedFile>;
  /** The methods of all attempts to sign in. */
  readonly attempts: string[];
  /** Connections that are open now. */
  readonly clients: Set<ClientConnection>;
  /** All connections so far. */
  readonly count: () => number;
  readonly close: () => Promise<void>;
}

const attributesOf = (file: ScriptedFile | undefined): FileEntry['attrs'] => ({
  mode: file === undefined ? FOLDER : FILE,
  size: Buffer.byteLength(file?.content ?? ''),
  uid: 0,
  gid: 0,
  atime: 0,
  mtime: file?.mtime ?? 0,
});

export const toEntry = (filename: string, file?: ScriptedFile): FileEntry => ({
  filename,
  longname: filename,
  attrs: attributesOf(file),
});

const acceptPassword = (attempt: AuthContext): void => {
  if (attempt.method === 'password' && attempt.username === USER && attempt.password === PASSWORD) attempt.accept();
  else attempt.reject(['password']);
};

/** Answers as a server with the files, which replaces files when it renames others. */
function answersOf(files: Map<string, ScriptedFile>): Readonly<Record<string, Answer>> {
  const read = new Set<string>();
  const look: Answer = (sftp, id, given) => {
    const path = given.toString();
    const isFolder = [...files.keys()].some((name) => name.startsWith(`${path}/`));
    if (files.has(path) || isFolder) sftp.attrs(id, attributesOf(files.get(path)));
    else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
  };
  const handle: Answer = (sftp, id, path) => {
    read.delete(path.toString());
    sftp.handle(id, Buffer.from(path));
  };
  return {
    REALPATH: (sftp, id, path) => {
      sftp.name(id, [toEntry(posix.resolve('/', path.toString()))]);
    },
    LSTAT: look,
    FSTAT: look,
    OPEN: handle,
    OPENDIR: handle,
    READDIR: (sftp, id, folder) => {
      const path = folder.toString();
      const found = [...files].filter(([name]) => posix.dirname(name) === path);
      if (read.has(path)) sftp.status(id, STATUS_CODE.EOF);
      else sftp.name(id, [toEntry('.'), ...found.map(([name, file]) => toEntry(posix.basename(name), file))]);
      read.add(path);
    },
    READ: (sftp, id, path, ...[offset, length]) => {
      const content = Buffer.from(files.get(path.toString())?.content ?? '');
      const piece = content.subarray(Number(offset), Number(offset) + Number(length));
      if (piece.length > 0) sftp.data(id, piece);
      else sftp.status(id, STATUS_CODE.EOF);
    },
    CLOSE: (sftp, id) => {
      sftp.status(id, STATUS_CODE.OK);
    },
    RENAME: (sftp, id, from, to) => {
      const file = files.get(from.toString());
      if (file !== undefined) files.set(String(to), file);
      files.delete(from.toString());
      sftp.status(id, file === undefined ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.OK);
    },
    MKDIR: (sftp, id) => {
      sftp.status(id, STATUS_CODE.OK);
    },
  };
}

/** Starts an SSH server in this process that answers as the script says. */
export async function startScripted(asked: Script = {}): Promise<ScriptedServer> {
  const { signIn = acceptPassword, answers, offersSftp = true, opensChannels = true, algorithms = {} } = asked;
  const hostKey = makeKeys();
  const files = new Map<string, ScriptedFile>();
  const attempts: string[] = [];
  const clients = new Set<ClientConnection>();
  let count = 0;
  const script = { ...answersOf(files), ...answers };
  const serve = (sftp: SFTPWrapper): void => {
    for (const [name, answer] of Object.entries(script))
      sftp.on(name, (id: number, ...given: [string | Buffer, unknown, unknown]) => {
        answer(sftp, id, ...given);
      });
  };
  const ssh = new ssh2.Server({ hostKeys: [hostKey.private], algorithms }, (client) => {
    count += 1;
    clients.add(client);
    client
      .on('error', () => undefined)
      .on('close', () => clients.delete(client))
      .on('authentication', (attempt) => {
        attempts.push(attempt.method);
        signIn(attempt);
      })
      .on('session', (accept, rejectChannel) => {
        if (!opensChannels) {
          rejectChannel();
          return;
        }
        accept().on('sftp', (acceptSftp, reject) => {
          if (offersSftp) serve(acceptSftp());
          else reject();
        });
      });
  });
  // The package would wait for acknowledgements before it sends small answers.
  const server = createServer({ noDelay: true }, (socket) => {
    ssh.injectSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const fingerprints = [fingerprintOfText(hostKey.public)];
  return {
    connection: { host: '127.0.0.1', port, user: USER, password: PASSWORD, fingerprints, folder: '/files' },
    files,
    attempts,
    clients,
    count: () => count,
    close: async () => {
      for (const client of clients) client.end();
      server.close();
      await once(server, 'close');
    },
  };
}
