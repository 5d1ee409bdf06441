import type { Token } from '@throughline/api-client';
import { drawView } from '../testing/draw-view.js';
import { tokensQuery } from '../api/settings-api.js';
import { Tokens } from './Tokens.js';

const token: Token = {
  id: '1',
  name: 'laptop',
  scopes: ['read'],
  library_id: '1',
  library_name: 'owner',
  made_by: null,
  made_by_name: null,
  created_at: '2026-02-05T10:00:00.000Z',
  expires_at: null,
  last_used_at: null,
};
const draw = (...tokens: readonly Token[]) =>
  drawView(<Tokens />, (client) => {
    client.setQueryData(tokensQuery.queryKey, [...tokens]);
  });

describe('the list of tokens', () => {
  it('names the administrator who made a token, and lets its user revoke it', () => {
    const { html, words } = draw({ ...token, name: 'import', made_by: '2', made_by_name: 'Ada' });
    expect(words).toContain('made by Ada');
    expect(html).toContain('aria-label="Revoke the token import"');
  });

  it('names nobody for a token that its user made', () => {
    expect(draw(token).words).not.toContain('made by');
  });
});
