import type { Identity } from '@throughline/api-client';
import { identitiesQuery, methodsQuery, SIGNED_OUT_KEY } from '../api/provider.js';
import { ProviderButton, ProviderFailure, SignedOut } from '../sign-in/ProviderSignIn.js';
import { drawView, listControls, operator, type DrawnView } from '../testing/draw-view.js';
import { ConnectedAccounts } from './ConnectedAccounts.js';

const AT = '2026-02-05T10:00:00.000Z';
const nora: Identity = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E6',
  provider: 'Linden School',
  account: 'nora',
  claimed_role: 'operator',
  connected_at: AT,
  last_used_at: AT,
};
const provider = { name: 'Linden School' };

describe('the connected accounts', () => {
  const draw = (
    identities: readonly Identity[],
    outcome?: string,
    me = operator,
    known: typeof provider | null = provider,
  ): DrawnView =>
    drawView(
      <ConnectedAccounts {...(outcome === undefined ? {} : { outcome })} />,
      (client) => {
        client.setQueryData(identitiesQuery.queryKey, [...identities]);
        client.setQueryData(methodsQuery.queryKey, { provider: known });
      },
      me,
    );

  it('are listed with a button that disconnects each', () => {
    const { html, words } = draw([nora]);
    expect(words).toContain('nora Linden School');
    expect(words).toContain('Connect account');
    expect(listControls(html)).toEqual(['Disconnect nora']);
    expect(words).not.toContain('You stay administrator');
  });

  it('say when the last administrator keeps the role', () => {
    expect(draw([nora], undefined, { ...operator, role: 'admin' }).words).toContain('You stay administrator');
  });

  it('say how connecting ended', () => {
    expect(draw([], 'connected').words).toContain('The account is connected');
    expect(draw([], 'other-user').words).toContain('already signs another user in');
    expect(draw([]).words).toContain('No account is connected');
  });

  it('are hidden on a server without a provider', () => {
    expect(draw([], undefined, operator, null).html).toBe('');
  });
});

describe('the sign-in page with an identity provider', () => {
  it('has a button with its name', () => {
    const load = (known: typeof provider | null) =>
      drawView(<ProviderButton />, (client) => {
        client.setQueryData(methodsQuery.queryKey, { provider: known });
      });
    expect(load(provider).words).toContain('Sign in with Linden School');
    expect(load(null).html).toBe('');
  });

  it.each([
    ['cancelled', 'You cancelled'],
    ['unavailable', 'does not answer'],
    ['not-admitted', 'has no access to this server'],
    ['constructor', 'failed a check'],
  ])('explains %s', (outcome, words) => {
    expect(drawView(<ProviderFailure outcome={outcome} />, () => undefined).words).toContain(words);
  });

  it("offers the provider's sign-out after signing out", () => {
    const { html } = drawView(<SignedOut />, (client) => {
      client.setQueryData(SIGNED_OUT_KEY, { providerUrl: 'https://login.example/end' });
    });
    expect(html).toContain('<a href="https://login.example/end">Sign out there too</a>');
    expect(drawView(<SignedOut />, () => undefined).html).toBe('');
  });
});
