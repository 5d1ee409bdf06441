import { CREDENTIAL_STORE, KEY_STORE, MIRROR_STORE, NOTE_STORE, SOURCE_CREDENTIAL_STORE, STREAMS } from '@throughline/contracts';
import { NATS_USERS, permissionsOf, type NatsUser } from '#src/nats/nats-users.js';

const stores = [KEY_STORE, CREDENTIAL_STORE, SOURCE_CREDENTIAL_STORE, NOTE_STORE, MIRROR_STORE];
const streams = [...Object.values(STREAMS), ...stores.map((store) => `KV_${store}`)];
const users = NATS_USERS.filter((user) => user !== 'admin');

const allows = (user: NatsUser, subject: string): boolean => permissionsOf(user).publish.includes(subject);

function reading(user: NatsUser, stream: string): string[] {
  const follows = permissionsOf(user).publish.filter((subject) => subject.startsWith(`$JS.API.CONSUMER.CREATE.${stream}`));
  const all = follows.includes(`$JS.API.CONSUMER.CREATE.${stream}.>`);
  const records = `$KV.${stream.replace(/^KV_/, '')}.`;
  const after = (start: string): string[] =>
    permissionsOf(user).publish.flatMap((subject) => (subject.startsWith(start) ? [subject.slice(start.length)] : []));
  const kinds = after(`$JS.API.DIRECT.GET.${stream}.${records}`);
  const followed = after(`$JS.API.CONSUMER.CREATE.${stream}.*.${records}`);
  return [
    ...(allows(user, `$JS.API.STREAM.INFO.${stream}`) ? ['read'] : []),
    ...(!allows(user, `$JS.API.STREAM.INFO.${stream}`) && allows(user, `$JS.API.STREAM.MSG.GET.${stream}`)
      ? ['read messages']
      : []),
    ...kinds.map((kind) => `read \`${kind}\``),
    ...(allows(user, `$JS.API.CONSUMER.LIST.${stream}`) ? ['see readers'] : []),
    ...followed.map((kind) => `follow \`${kind}\``),
    ...(all ? ['follow'] : follows.length > followed.length ? ['follow own'] : []),
    ...(allows(user, `$JS.API.STREAM.MSG.DELETE.${stream}`) ? ['delete a message'] : []),
  ];
}

const isData = (subject: string): boolean => !/^\$JS\./.test(subject);
const code = (subjects: readonly string[]): string =>
  subjects.length === 0 ? '–' : subjects.map((subject) => `\`${subject}\``).join(', ');
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Renders the table of docs/operating.md from the permissions. */
export function permissionsTable(): string {
  const head = ['', ...users];
  const lines = streams.map((stream) => [`\`${stream}\``, ...users.map((user) => reading(user, stream).join(', ') || '–')]);
  const publishes = ['publishes', ...users.map((user) => code(permissionsOf(user).publish.filter(isData)))];
  const hears = [
    'hears',
    ...users.map((user) => code(permissionsOf(user).subscribe.filter((subject) => !subject.startsWith('_INBOX')))),
  ];
  return [row(head), row(head.map(() => '---')), ...[...lines, publishes, hears].map(row)].join('\n');
}
