import { Socket } from 'node:net';
import type { SFTPWrapper } from 'ssh2';
import { STATUS, SftpStatusError, type ConnectionErrors } from './sftp-errors.js';
import { SftpSession } from './sftp-session.js';

type Done = (error?: Error & { code: number }) => void;

/** Opens a session at a server whose `posix-rename` answers with the status. Its requests are listed by name and path. */
function openSession(status: number): { readonly session: SftpSession; readonly requests: string[] } {
  const requests: string[] = [];
  const answerWith =
    (name: string, code?: number) =>
    (...given: unknown[]): void => {
      requests.push(`${name} ${String(given[0])}`);
      (given.at(-1) as Done)(code === undefined ? undefined : Object.assign(new Error('refused'), { code }));
    };
  const sftp = {
    ext_openssh_rename: answerWith('posix-rename', status),
    unlink: answerWith('unlink'),
    rename: answerWith('rename'),
  } as unknown as SFTPWrapper;
  const errors = {} as ConnectionErrors;
  return { session: new SftpSession({ sftp, socket: new Socket(), errors, requestMs: 60_000 }), requests };
}

describe('replacing a file over SFTP', () => {
  it('leaves the target if the source is missing', async () => {
    const { session, requests } = openSession(STATUS.missing);
    await expect(session.replace('/new', '/old')).rejects.toEqual(new SftpStatusError(STATUS.missing));
    expect(requests).toEqual(['posix-rename /new']);
  });

  it('takes two steps at a server that refuses to do it in one', async () => {
    const { session, requests } = openSession(4);
    await session.replace('/new', '/old');
    expect(requests).toEqual(['posix-rename /new', 'unlink /old', 'rename /new']);
  });
});
