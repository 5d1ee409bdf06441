import { AllowList } from '@throughline/outgoing';
import type { SourceConfig } from '@throughline/contracts';
import { connectionsSetting, type Connection } from './connections.js';
import { mailboxSource } from './index.js';
import { readMailboxSettings } from './mailbox-settings.js';

const account: Connection = { host: 'mail.example', user: 'anna', password: 'very-secret' };

const typeOf = (connection: Partial<Connection> = {}, allow = '') =>
  mailboxSource({
    connections: { office: { ...account, ...connection } },
    allowed: AllowList.parse(allow) as AllowList,
    maxBytes: 1_000,
  });

describe('the keyword of a mailbox source', () => {
  const markOf = (settings: SourceConfig['settings'], brings: 'document' | 'recording' = 'document'): string =>
    readMailboxSettings(
      { connection: 'office', ...settings },
      { connections: { office: account }, allowed: AllowList.nothing, brings },
    ).mark;

  it('is the same for sources that select the same attachments, and no other', () => {
    expect(markOf({ names: '*.pdf, a*', after: 'mark' })).toBe(markOf({ names: 'a*,*.pdf', folder: 'x' }));
    const marks = [
      markOf({}),
      markOf({}, 'recording'),
      markOf({ names: '*' }),
      markOf({ senders: '*' }),
      markOf({ subject: '*' }),
    ];
    expect(new Set([...marks, markOf({ inline_images: true })]).size).toBe(6);
    expect(markOf({})).toMatch(/^Throughline-[0-9a-f]{8}$/);
  });
});

describe('the settings of a mailbox source', () => {
  it.each<[string, SourceConfig['settings'], RegExp]>([
    ['another mailbox', { connection: 'home' }, /available: office/],
    ['a member of every object', { connection: 'constructor' }, /available: office/],
    ['a folder with control characters', { folder: 'a\nb' }, /control characters/],
    ['a folder that leads elsewhere', { folder: '../x' }, /without \.\./],
    ['the same folder for imported messages', { after: 'move', folder: 'x', moved_to: 'x' }, /must be another one/],
    ['the same folder, written otherwise', { after: 'move', moved_to: 'inbox' }, /must be another one/],
    ['an unknown act', { after: 'delete' }, /leave, mark, move/],
    ['names that are no text', { names: 1 }, /must be a text/],
    ['an unknown setting', { password: 'x' }, /no setting 'password'/],
  ])('refuses %s', (_, settings, words) => {
    expect(() => typeOf().open({ connection: 'office', ...settings })).toThrow(words);
  });

  it.each<[string, Partial<Connection>, string, boolean]>([
    ['to this machine', { host: '127.0.0.1', tls: 'none' }, '', true],
    ['to this machine by IPv6', { host: '::1', tls: 'none' }, '', true],
    ['to a host that is allowed', { tls: 'none' }, 'mail.example', true],
    ['to an address that is allowed', { host: '10.1.2.3', tls: 'none' }, '10.0.0.0/8', true],
    ['to another host', { tls: 'none' }, 'other.example', false],
    ['to another address', { host: '10.1.2.3', tls: 'none' }, '', false],
    ['with encryption', { tls: 'starttls' }, '', true],
  ])('decides whether a password may be sent %s', (_, connection, allow, isAllowed) => {
    const open = (): unknown => typeOf(connection, allow).open({ connection: 'office' });
    if (isAllowed) expect(open).not.toThrow();
    else expect(open).toThrow(/without encryption/);
  });

  it('gives two sources of one mailbox the same place, and shows neither password nor host', () => {
    const { place } = typeOf().open({ connection: 'office', folder: 'Papers' });
    expect(place).toBe(typeOf({ host: 'imap.example' }).open({ connection: 'office' }).place);
    expect(JSON.stringify([place, typeOf().describe()])).not.toMatch(/very-secret|(?:mail|imap)\.example/);
  });

  it('offers a form only if the operator has set up a mailbox', () => {
    expect(mailboxSource({ connections: {}, allowed: AllowList.nothing, maxBytes: 1 }).describe()).toBeUndefined();
  });
});

describe('TL_IMAP', () => {
  it('reads connections by name', () => {
    expect(connectionsSetting.read(JSON.stringify({ office: account }))).toEqual({ value: { office: account } });
  });

  it.each([
    [{ office: { ...account, tls: 'maybe' } }],
    [{ office: { ...account, host: 'https://mail.example' } }],
    [{ office: { ...account, pasword: 'very-secret' } }],
    [{ 'Not a name': account }],
  ])('refuses faulty ones without quoting a value: %#', (connections) => {
    const read = connectionsSetting.read(JSON.stringify(connections));
    expect(read).toEqual({ problem: expect.any(String) as string });
    expect(JSON.stringify(read)).not.toContain('very-secret');
  });
});
