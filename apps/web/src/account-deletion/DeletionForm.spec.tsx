import type { DeletionPreview } from '@throughline/api-client';
import { ApiProblem } from '../api/problem.js';
import { SIGNED_OUT_KEY, type SignedOutState } from '../api/provider.js';
import { drawView } from '../testing/draw-view.js';
import { DeletedAccount } from './DeletedAccount.js';
import { DeletionForm, DeletionRefusal } from './DeletionForm.js';
import { nothing } from './testing/counts.js';

const personal = { id: 'P', name: 'Nora', personal: true, role: 'owner', needs_choice: true, items: 1_204, members: [] } as const;
const preview: DeletionPreview = {
  dry_run: true,
  user: { id: 'P', name: 'Nora' },
  libraries: [
    personal,
    { ...personal, id: 'T', name: 'Team', personal: false, items: 1, members: [{ id: 'M', name: 'Milo' }] },
    { ...personal, id: 'S', name: 'Shared', personal: false, needs_choice: false },
  ],
  counts: { ...nothing, items: 1_205, tokens: 2 },
  remains: ['ids', 'backups'],
};
const ignore = (): void => undefined;
const refusal = (code: 'sign-in-too-old' | 'last-admin'): ApiProblem =>
  new ApiProblem({ status: 403, code, title: 'Refused', try_instead: 'Do another thing.' });

describe('the deletion of an account', () => {
  it('names the choices of each library, the counts, and the parts that remain', () => {
    const { html, words } = drawView(
      <DeletionForm user={undefined} preview={preview} onDeleted={ignore} onClose={ignore} />,
      ignore,
    );
    expect(words).toContain('Nora: 1,204 items');
    expect(words).toContain('Team: 1 item');
    expect(words).toContain('Make Milo its owner');
    expect(words).toContain('Move its items to Shared');
    expect(words).toContain('Only the membership ends in: Shared');
    expect(words).toContain('Items: 1,205 Tokens: 2');
    expect(words).not.toContain('Webhooks:');
    expect(words).toContain('Backups, until they expire.');
    expect(words).toContain('Type Nora to confirm');
    expect(html.match(/<select[^>]* required/gu)).toHaveLength(2);
  });

  it('offers a new sign-in where the present one is too old, and else says the reason', () => {
    const draw = (error: ApiProblem): string =>
      drawView(<DeletionRefusal error={error}>Sign in with a passkey</DeletionRefusal>, ignore).words;
    expect(draw(refusal('sign-in-too-old'))).toMatch(/older than ten minutes.*Sign in with a passkey/);
    expect(draw(refusal('last-admin'))).toContain('Do another thing.');
    expect(draw(refusal('last-admin'))).not.toContain('Sign in');
  });

  it('says after the sign-out when it starts, and who can cancel it', () => {
    const at = '2026-02-05T10:00:00.000Z';
    const draw = (state: SignedOutState): string =>
      drawView(<DeletedAccount />, (client) => {
        client.setQueryData(SIGNED_OUT_KEY, state);
      }).html;
    const later = '2026-02-12T10:00:00.000Z';
    const waiting = draw({ providerUrl: null, deletion: { created_at: at, starts_at: later } });
    expect(waiting).toContain('an administrator of this server can cancel it');
    expect(waiting).toContain(`dateTime="${later}"`);
    expect(draw({ providerUrl: null, deletion: { created_at: at, starts_at: at } })).toContain('nobody can cancel it');
    expect(draw({ providerUrl: null })).toBe('');
  });
});
