import type { Socket } from 'node:net';
import { startRaw } from '@throughline/outgoing/testing';
import type { MailConnection } from '#src/connections.js';

export interface ScriptedMailServer {
  readonly connection: MailConnection;
  /** Command lines of all connections, without the lines of messages. */
  readonly commands: string[];
  /** The messages whose end has arrived. */
  readonly ended: () => number;
  readonly openConnections: () => number;
  readonly close: () => Promise<void>;
}

/** Replies by verb; `.` is the end of a message, and `line` is called for each of its lines. A function may use the socket instead. */
export type MailScript = Readonly<Record<string, string | ((socket: Socket) => string | undefined)>>;

const DEFAULTS: MailScript = {
  greeting: '220 mail.example ESMTP',
  EHLO: '250 mail.example',
  MAIL: '250 OK',
  RCPT: '250 OK',
  DATA: '354 Go on',
  '.': '250 OK',
  QUIT: '221 Bye',
};

/** Starts a server that speaks SMTP without TLS, and says what the script says. */
export async function startScriptedMailServer(script: MailScript): Promise<ScriptedMailServer> {
  const replies = { ...DEFAULTS, ...script };
  const commands: string[] = [];
  let ended = 0;
  const answer = (socket: Socket, verb: string): string => {
    const scripted = replies[verb] ?? '502 Not known';
    const reply = typeof scripted === 'string' ? scripted : scripted(socket);
    if (reply !== undefined) socket.write(`${reply}\r\n`);
    return reply ?? '';
  };
  const host = await startRaw((socket) => {
    let isData = false;
    let rest = '';
    const take = (line: string): void => {
      if (isData && line !== '.') {
        const scripted = replies['line'];
        if (typeof scripted === 'function') scripted(socket);
        return;
      }
      const verb = isData ? line : (line.split(/[ :]/)[0] ?? '').toUpperCase();
      if (isData) ended += 1;
      else commands.push(line);
      isData = verb === 'DATA' && answer(socket, verb).startsWith('3');
      if (verb !== 'DATA') answer(socket, verb);
    };
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    answer(socket, 'greeting');
  });
  const connection = { host: '127.0.0.1', port: host.port, tls: 'none' as const, from: 'tl@example.org' };
  return { connection, commands, ended: () => ended, openConnections: host.openConnections, close: host.close };
}
