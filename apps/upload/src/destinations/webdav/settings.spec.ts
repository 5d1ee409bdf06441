import { deliveryStep, type OutputConfig } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import type { Destination } from '../../kit/destination.js';
import { webdav, webdavType } from './index.js';

const one = { url: 'https://cloud.example.org/remote.php/dav/files/anna', user: 'anna', password: 'very-secret' };

describe('the settings of a WebDAV output', () => {
  it('offer only the connections that are open for outputs', () => {
    const connections = { cloud: one, inbox: { ...one, uses: ['sources'] } };
    const form = webdav.describe({ TL_WEBDAV: connections });
    expect(form?.find(({ key }) => key === 'connection')?.options).toEqual([{ value: 'cloud' }]);
    const made = webdav.make({ TL_WEBDAV: connections, TL_FETCH_ALLOW: parseAllowedHosts('') }, () => undefined as never);
    const output = { name: 'one', type: 'webdav', settings: { connection: 'inbox' } };
    expect(() => made?.open({ output, step: deliveryStep('one'), config: defaultRunConfig })).toThrow(/available: cloud/);
  });

  const type = webdavType({ connections: { cloud: one }, allowed: parseAllowedHosts('') });
  const open = (settings: OutputConfig['settings']): Destination =>
    type.open({ output: { name: 'one', type: 'webdav', settings }, step: deliveryStep('one'), config: defaultRunConfig });

  it.each([
    [{}, 'https://cloud.example.org/remote.php/dav/files/anna'],
    [{ path: '/talks/2026/' }, 'https://cloud.example.org/remote.php/dav/files/anna/talks/2026'],
    [{ path: 'Vorträge (neu)' }, 'https://cloud.example.org/remote.php/dav/files/anna/Vortr%C3%A4ge%20%28neu%29'],
  ])('lead from %j to %s', (more, place) => {
    expect(open({ connection: 'cloud', ...more })).toMatchObject({ class: 'keyed', place });
  });

  it.each<[OutputConfig['settings'], RegExp]>([
    [{ path: 'talks' }, /'connection'/],
    [{ connection: 'other' }, /available: cloud/],
    [{ connection: 'cloud', path: '../bert' }, /path/],
    [{ connection: 'cloud', path: 'a\nb' }, /path/],
    [{ connection: 'cloud', path: 3 }, /must be a text/],
    [{ connection: 'cloud', url: 'https://elsewhere.example' }, /no setting 'url'; it has: connection, path/],
  ])('reject %j', (settings, words) => {
    const opening = (): Destination => open(settings);
    expect(opening).toThrow(expect.objectContaining({ kind: 'permanent', code: 'output-misconfigured' }) as Error);
    expect(opening).toThrow(words);
    expect(opening).not.toThrow('very-secret');
  });
});
