import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { System } from '@throughline/stack/testing';
import type { FuzzTarget, WireAnswer, WireRequest } from './exchange.js';
import { encodeText, isId, missingId, type Credentials, type FuzzRequest, type ParamValue } from './fuzz-request.js';

/** Node refuses to send other values. */
const isSendable = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

/** A stream of events may have nothing to say for a long time. */
function bodyOf(answer: IncomingMessage): Readable {
  if (answer.headers['content-type']?.startsWith('text/event-stream') !== true) return answer;
  answer.destroy();
  return Readable.from([]);
}

/** A gateway as it is shipped, with real servers behind it. The user has some recordings; all other ids are unknown. */
export class ShippedGateway implements FuzzTarget {
  constructor(
    private readonly system: Pick<System, 'url' | 'token'>,
    private readonly recordings: readonly string[],
  ) {}

  idsOf(): (pick: number) => string {
    return (pick) => this.recordings[pick % (this.recordings.length + 1)] ?? missingId(pick);
  }

  pathOf({ path, params }: Pick<FuzzRequest, 'path' | 'params'>): Promise<string> {
    const filled = path.replace(/\{(\w+)\}/g, (_part, name: string) => this.paramText(path, name, params[name]));
    return Promise.resolve(filled);
  }

  authorization(credentials: Credentials): string | undefined {
    return credentials === 'none' ? undefined : `Bearer ${credentials === 'owner' ? this.system.token : 'unknown'}`;
  }

  exchange({ method, url, headers, payload }: WireRequest): Promise<WireAnswer> {
    const { hostname, port } = new URL(this.system.url);
    const sendable = Object.fromEntries(Object.entries(headers).filter(([, value]) => isSendable(value)));
    return new Promise((resolve, reject) => {
      const length = payload === undefined ? {} : { 'content-length': payload.byteLength };
      const sent = httpRequest({ method, hostname, port, path: url, headers: { ...sendable, ...length } });
      sent.on('error', reject).on('response', (answer: IncomingMessage) => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, stream: bodyOf(answer) });
      });
      sent.end(payload);
    });
  }

  private paramText(path: string, name: string, value: ParamValue | undefined): string {
    if (value === undefined) throw new Error(`${path} was asked for without ${name}`);
    if (value.kind === 'raw') return value.text;
    if (value.kind === 'text') return encodeText(value.text);
    if (name === 'id' && path.startsWith('/api/v1/recordings/{id}')) return this.idsOf()(value.pick);
    return isId(name) ? missingId(value.pick) : '1';
  }
}
