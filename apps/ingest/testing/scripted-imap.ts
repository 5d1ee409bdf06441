import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

export interface Command {
  readonly tag: string;
  /** Without the tag. */
  readonly line: string;
  readonly socket: Socket;
}

/** Returns the answer without the last line, or `undefined` if it has sent everything itself. */
export type Script = (command: Command) => string | undefined;

const REGULAR: Readonly<Record<string, string>> = {
  CAPABILITY: '* CAPABILITY IMAP4rev1\r\n',
  LIST: '* LIST () "/" INBOX\r\n',
  NAMESPACE: '* NAMESPACE (("" "/")) NIL NIL\r\n',
  EXAMINE: '* 2 EXISTS\r\n* OK [UIDVALIDITY 7] numbers\r\n* OK [UIDNEXT 3] next\r\n',
  UID: '* SEARCH 1 2\r\n',
};

export const literal = (content: string): string => `{${String(Buffer.byteLength(content))}}\r\n${content}`;

/** The answer to the FETCH of a listing, for a message with one PDF. */
export const describeMessage = (uid: number, headers = `Message-ID: <${String(uid)}@x>\r\n\r\n`, size = 12): string =>
  `* ${String(uid)} FETCH (UID ${String(uid)} FLAGS () INTERNALDATE "05-Feb-2026 10:00:00 +0000" RFC822.SIZE 500 ` +
  `ENVELOPE (NIL "Papers" (("Anna" NIL "anna" "example.com")) NIL NIL NIL NIL NIL NIL NIL) ` +
  `BODYSTRUCTURE ("APPLICATION" "PDF" ("NAME" "a${String(uid)}.pdf") NIL NIL "BASE64" ${String(size)} NIL ("ATTACHMENT" NIL) NIL NIL) ` +
  `BODY[HEADER.FIELDS (MESSAGE-ID RECEIVED DATE FROM SUBJECT)] ${literal(headers)})\r\n`;

/** Answers the FETCH of a listing, and that for the numbers alone. */
export const listing =
  (renderOne: (uid: number) => string = describeMessage, otherwise: Script = () => undefined): Script =>
  (command) => {
    const { uids, query } = /^UID FETCH (?<uids>[\d,]+) (?<query>.*)/.exec(command.line)?.groups ?? {};
    const each = (render: (uid: number) => string): string | undefined =>
      uids
        ?.split(',')
        .map((uid) => render(Number(uid)))
        .join('');
    if (query === 'UID' || query === '(UID)') return each((uid) => `* ${String(uid)} FETCH (UID ${String(uid)})\r\n`);
    return query?.includes('BODYSTRUCTURE') === true ? each((uid) => renderOne(uid)) : otherwise(command);
  };

/** An IMAP server that does what a script says. Without one, it is regular and has two messages. */
export class ScriptedImap {
  readonly #sockets = new Set<Socket>();
  /** The commands, without their tags. */
  readonly commands: string[] = [];

  private constructor(private readonly server: Server) {}

  static async start(
    script: Script,
    greeting: (socket: Socket) => void = (socket) => void socket.write('* OK ready\r\n'),
  ): Promise<ScriptedImap> {
    const server = createServer();
    const imap = new ScriptedImap(server);
    server.on('connection', (socket: Socket) => {
      imap.#sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => imap.#sockets.delete(socket));
      const lines = createInterface({ input: socket }).on('error', () => undefined);
      lines.on('line', (text) => {
        const [tag = '', name = ''] = text.split(' ');
        const line = text.slice(tag.length + 1);
        imap.commands.push(line);
        const answer = script({ tag, line, socket }) ?? REGULAR[name] ?? '';
        if (!socket.destroyed && answer !== SILENCE)
          socket.write(answer.includes(`${tag} `) ? answer : `${answer}${tag} OK done\r\n`);
      });
      greeting(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return imap;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Says that a script sends no answer. */
export const SILENCE = '\0';
