import type { Credential, CredentialForm } from '@throughline/api-client';
import { drawView } from '../testing/draw-view.js';
import { CredentialLine } from './CredentialLine.js';

const credential: Credential = {
  id: 3,
  type: 'token',
  name: 'VK of the team',
  state: 'needs_reauth',
  account: null,
  connected_at: null,
  last_used_at: null,
  used_by: [],
  created_at: '2026-02-05T10:00:00.000Z',
};

const typeOf = (type: Credential['type']): CredentialForm => ({
  type,
  label: type,
  account: type === 'youtube',
  fields: [],
  client_file: false,
});

describe('the line of a credential that no longer works', () => {
  it.each([
    ['token', /VK of the team Refused .*Replace it\./],
    ['youtube', /VK of the team Sign in again .*continue when it is connected\./],
  ] as const)('says how to mend it: %s', (type, expected) => {
    expect(drawView(<CredentialLine credential={{ ...credential, type }} type={typeOf(type)} />, () => undefined).words).toMatch(
      expected,
    );
  });

  it.each([
    ['youtube', '2026-02-05T10:00:00.000Z', /VK of the team Sign in again .*continue when it is connected\..*Connect/],
    ['youtube', null, /VK of the team Does not work (?!.*(?:Refused|Replace it|Sign in again))/],
    ['token', null, /VK of the team Does not work (?!.*(?:Refused|Replace it|Sign in again))/],
  ] as const)(
    'does not guess how to mend it while the types are unknown: %s, connected at %s',
    (type, connected_at, expected) => {
      const line = <CredentialLine credential={{ ...credential, type, connected_at }} type={undefined} />;
      expect(drawView(line, () => undefined).words).toMatch(expected);
    },
  );
});
