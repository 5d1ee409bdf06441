import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import {
  MAX_EXTERNAL_EVENT_BYTES,
  STREAMS,
  answerFilter,
  answerSubject,
  eventSubject,
  inboxSubject,
  pokeSubject,
} from '@throughline/contracts';
import { natsServers, startNats, until, type TestNats } from '#testing/index.js';
import { ensureStreams } from './streams.js';

const lab = { name: 'lab', library: '01ARZ3NDEKTSV4RRFFQ69G5FAV', password: 'lab-password-of-24-characters' };
const archive = { name: 'archive', library: '01ARZ3NDEKTSV4RRFFQ69G5FAW', password: 'archive-password-of-24-chars' };

describe.each(await natsServers())('NATS users of other systems on nats-server $version', ({ name }) => {
  let nats: TestNats;
  let [sender, other, gateway]: NatsConnection[] = [];
  beforeAll(async () => {
    nats = await startNats({ version: name, plain: false, senders: [lab, archive] });
    await ensureStreams(nats.url, nats.passwords?.admin ?? '');
    sender = await connect(nats.loginOf(lab));
    other = await connect(nats.loginOf(archive));
    gateway = await connect(nats.login('gateway'));
  });
  afterAll(async () => {
    for (const connection of [sender, other, gateway]) await connection?.close();
    await nats.stop();
  });
  const as = (connection: NatsConnection | undefined): NatsConnection => {
    if (connection === undefined) throw new Error('not connected');
    return connection;
  };
  const refused = { cause: { name: 'PermissionViolationError' } };
  const publish = (subject: string, payload = '{}') => jetstream(as(sender)).publish(subject, payload);

  it('let a sender write to its own inbox, confirmed by the broker', async () => {
    await expect(publish(inboxSubject(lab))).resolves.toMatchObject({ stream: STREAMS.inbox, duplicate: false });
  });

  it('DSN-03: refuse every other subject, the log before all', async () => {
    const asset = '0b9f3c4e-8f58-5c1d-9a55-3a4f2a6d7b10';
    for (const subject of [
      eventSubject(asset, 8),
      inboxSubject(archive),
      inboxSubject({ ...lab, library: archive.library }),
      `${inboxSubject(lab)}.more`,
      answerSubject(lab, 'a'),
      `tl.work.upload.default.${asset}.x.y`,
      `tl.lease.${asset}.x`,
      'tl.changed',
      '$KV.tl_keys.x',
    ])
      await expect(publish(subject)).rejects.toMatchObject(refused);
    expect(pokeSubject('upload')).toBe('tl.poke.upload');
  });

  it('let a sender read no stream, and manage none', async () => {
    const manager = await jetstreamManager(as(sender), { checkAPI: false });
    for (const stream of Object.values(STREAMS)) {
      await expect(manager.streams.info(stream)).rejects.toMatchObject(refused);
      await expect(manager.streams.getMessage(stream, { seq: 1 })).rejects.toMatchObject(refused);
      await expect(manager.streams.purge(stream)).rejects.toMatchObject(refused);
      await expect(manager.consumers.add(stream, { name: 'mine', ack_policy: 'none' })).rejects.toMatchObject(refused);
    }
    await expect(manager.direct.getMessage(STREAMS.answers, { seq: 1 })).rejects.toMatchObject(refused);
  });

  it('let a sender read and hear the answers to itself alone', async () => {
    const heard: string[] = [];
    as(sender).subscribe(answerFilter(lab), { callback: (_, { subject }) => void heard.push(subject) });
    const errors: unknown[] = [];
    for (const foreign of [answerFilter(archive), 'tl.answer.>', inboxSubject(lab), 'tl.events.>', '_INBOX_gateway.>'])
      as(sender).subscribe(foreign, { callback: (error) => void errors.push(error) });
    await until(() => errors.length === 5);
    for (const to of [lab, archive]) await jetstream(as(gateway)).publish(answerSubject(to, 'event-1'), `to ${to.name}`);
    const { direct } = await jetstreamManager(as(sender), { checkAPI: false });
    const own = await direct.getMessage(STREAMS.answers, { last_by_subj: answerSubject(lab, 'event-1') });
    expect(own?.string()).toBe('to lab');
    await expect(direct.getMessage(STREAMS.answers, { last_by_subj: answerSubject(archive, 'event-1') })).rejects.toMatchObject(
      refused,
    );
    expect(heard).toEqual([answerSubject(lab, 'event-1')]);
  });

  it('never give a sender another message for the one that it may read', async () => {
    await jetstream(as(gateway)).publish(answerSubject(archive, 'secret'), 'of the archive');
    const subject = `$JS.API.DIRECT.GET.${STREAMS.answers}.${answerSubject(lab, 'event-1')}`;
    for (const question of [
      { multi_last: ['tl.answer.>'] },
      { last_by_subj: answerSubject(archive, 'secret') },
      { seq: 1, next_by_subj: 'tl.answer.>' },
    ]) {
      const answer = await as(sender).request(subject, JSON.stringify(question));
      expect(answer.string()).not.toContain('archive');
    }
  });

  it('do not let the message id of one sender use up that of another', async () => {
    const extra = headers();
    extra.set('Nats-Msg-Id', 'same');
    await jetstream(as(sender)).publish(inboxSubject(lab), '{}', { headers: extra });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(jetstream(as(other)).publish(inboxSubject(archive), '{}', { headers: extra })).resolves.toMatchObject({
      duplicate: false,
    });
  });

  it('refuse a flood at its own sender, and events that are too large', async () => {
    const flood = await Promise.allSettled(Array.from({ length: 1_100 }, () => publish(inboxSubject(lab))));
    expect(flood.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(100);
    await expect(jetstream(as(other)).publish(inboxSubject(archive), '{}')).resolves.toBeDefined();
    await expect(
      jetstream(as(other)).publish(inboxSubject(archive), 'x'.repeat(MAX_EXTERNAL_EVENT_BYTES + 5_000)),
    ).rejects.toThrow();
  });
});
