import { Controller, Inject, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connect, createInbox, type NatsConnection } from '@nats-io/transport-node';
import { UndecodableError, type MessageCodec } from '@throughline/contracts';
import { startNats, until, type TestNats } from '@throughline/stack/testing';
import { createLogger } from '../logging/logger.js';
import { Listener, Responder, type BusMessage } from './bus-handlers.js';
import { BusStrategy, type BusStatus } from './bus-strategy.js';

const WORD = 'zanzibar';
const UNREADABLE = `?${WORD}`;

const text: MessageCodec<string> = {
  encode: (value) => new TextEncoder().encode(value),
  decode: (bytes) => {
    const value = new TextDecoder().decode(bytes);
    if (value === UNREADABLE) throw new UndecodableError(`${value} is no text`);
    return value;
  },
};

/** Does in each method what the test gives. */
type Behaviour = (message: BusMessage<string>) => Promise<string>;
const BEHAVIOUR = Symbol('Behaviour');

@Controller()
class Speaker {
  constructor(@Inject(BEHAVIOUR) private readonly given: Behaviour) {}

  @Responder('spec.ask', { request: text, reply: text, queue: 'spec' })
  ask(message: BusMessage<string>): Promise<string> {
    return this.given(message);
  }

  @Listener('spec.note.>', text)
  async note(message: BusMessage<string>): Promise<void> {
    await this.given(message);
  }
}

@Controller()
class Twin {
  @Responder('spec.ask', { request: text, reply: text, queue: 'spec' })
  ask(): Promise<string> {
    return Promise.resolve('');
  }
}

class Handlers {}

const echo: Behaviour = ({ content }) => Promise.resolve(content.toUpperCase());

describe('a service that listens to core NATS', () => {
  let nats: TestNats;
  let client: NatsConnection;
  let lines: string[];
  let opened: (() => Promise<void>)[];
  beforeAll(async () => {
    nats = await startNats();
    client = await connect({ servers: nats.url });
  });
  beforeEach(() => {
    lines = [];
    opened = [];
  });
  afterEach(async () => {
    for (const close of opened.reverse()) await close();
  });
  afterAll(async () => {
    await client.close();
    await nats.stop();
  });

  interface Service {
    readonly app: INestMicroservice;
    readonly nc: NatsConnection;
    readonly statuses: readonly BusStatus[];
  }

  const open = async (given: Behaviour, controllers: readonly Type[] = [Speaker], { url } = nats): Promise<Service> => {
    const nc = await connect({ servers: url });
    opened.push(() => nc.close());
    const log = createLogger({ service: 'spec', level: 'warn', format: 'json', out: { write: (line) => lines.push(line) } });
    const strategy = new BusStrategy(nc, log);
    const statuses: BusStatus[] = [];
    strategy.status.subscribe((status) => statuses.push(status));
    const module = { module: Handlers, controllers: [...controllers], providers: [{ provide: BEHAVIOUR, useValue: given }] };
    const app = await NestFactory.createMicroservice(module, { strategy, logger: false, abortOnError: false });
    await app.listen();
    opened.push(() => app.close());
    return { app, nc, statuses };
  };
  const ask = async (question: string): Promise<string> =>
    (await client.request('spec.ask', question, { timeout: 10_000 })).string();

  it('replies to a request with the answer of its method', async () => {
    await open(echo);
    expect(await ask('hello')).toBe('HELLO');
  });

  it('handles requests side by side', async () => {
    let release = (): void => undefined;
    const isReleased = new Promise<void>((resolve) => {
      release = resolve;
    });
    await open(async ({ content }) => {
      if (content === 'second') release();
      await isReleased;
      return content;
    });
    expect(await Promise.all([ask('first'), ask('second')])).toEqual(['first', 'second']);
  });

  it('shares the requests with other processes of the service, and gets every notice', async () => {
    const handled: string[] = [];
    const remember: Behaviour = ({ content }) => {
      handled.push(content);
      return Promise.resolve(content);
    };
    await open(remember);
    await open(remember);
    await Promise.all(['1', '2', '3', '4'].map(ask));
    client.publish('spec.note.a', 'note');
    await until(() => handled.filter((each) => each === 'note').length === 2, { what: 'the notice in both processes' });
    expect(handled.sort()).toEqual(['1', '2', '3', '4', 'note', 'note']);
  });

  it('handles notices in their order, one after the other', async () => {
    const seen: string[] = [];
    await open(async ({ content, subject }) => {
      seen.push(`${subject} ${content}`);
      await client.flush();
      seen.push(`end ${content}`);
      return content;
    });
    client.publish('spec.note.a', '1');
    client.publish('spec.note.b', '2');
    await until(() => seen.includes('end 2'), { what: 'both notices' });
    expect(seen).toEqual(['spec.note.a 1', 'end 1', 'spec.note.b 2', 'end 2']);
  });

  it.each([
    ['it cannot read', UNREADABLE, { kind: 'undecodable' }],
    ['whose method fails', 'fail', { type: 'TypeError' }],
  ])('logs a message %s without its content, does not reply, and stays subscribed', async (_what, content, err) => {
    await open((message) => (message.content === 'fail' ? Promise.reject(new TypeError(`No ${WORD}`)) : echo(message)));
    const replies = client.subscribe(createInbox());
    client.publish('spec.ask', content, { reply: replies.getSubject() });
    client.publish('spec.note.a', content);
    await until(() => lines.length === 2, { what: 'both problems in the log' });
    expect(await ask('hello')).toBe('HELLO');
    expect(replies.getReceived()).toBe(0);
    const logged = lines.map((line) => JSON.parse(line) as { subject: string; err: unknown });
    expect(logged.map(({ subject }) => subject).sort()).toEqual(['spec.ask', 'spec.note.a']);
    expect(logged.map((line) => line.err)).toMatchObject([err, err]);
    expect(lines.join('')).not.toContain(WORD);
  });

  it('stops its methods when it closes, sends their last replies, and leaves the connection open', async () => {
    let isRunning = false;
    const { app, nc } = await open(async ({ signal }) => {
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
        isRunning = true;
      });
      return 'stopped';
    });
    const answer = ask('wait');
    await until(() => isRunning, { what: 'the request' });
    await app.close();
    expect(await answer).toBe('stopped');
    await expect(ask('hello')).rejects.toThrow('no responders');
    expect(nc.isClosed()).toBe(false);
  });

  it('reports a lost connection, and closes without the broker', async () => {
    const broker = await startNats();
    const { app, statuses } = await open(echo, [Speaker], broker);
    expect(statuses).toEqual(['connected']);
    await broker.stop();
    await until(() => statuses.includes('disconnected'), { what: 'the loss' });
    await app.close();
    expect(statuses).toEqual(['connected', 'disconnected']);
  });

  it('does not start if two methods handle one subject', async () => {
    await expect(open(echo, [Speaker, Twin])).rejects.toThrow('Two methods handle spec.ask');
  });
});
