import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { transferForm } from './transfer-form.js';

const { Fields } = transferForm;

function show(items: readonly object[]): string {
  const client = new QueryClient();
  client.setQueryData(['libraries'], items);
  return renderToString(
    <QueryClientProvider client={client}>
      <Fields draft={transferForm.begin({})} onChange={() => undefined} />
    </QueryClientProvider>,
  );
}

describe('the dialog that moves an item to another library', () => {
  it('offers the other libraries in which the person may work, and says what changes', () => {
    const html = show([
      { id: 'A', name: 'Mine', role: 'owner', current: true },
      { id: 'B', name: 'Team', role: 'operator', current: false },
      { id: 'C', name: 'Archive', role: 'viewer', current: false },
    ]);
    expect(html).toContain('Team');
    expect(html).not.toMatch(/Mine|Archive|no other library/u);
    expect(html).toContain('The template is unbound');
    expect(transferForm.toInput({ library: 'B' })).toEqual({ library_id: 'B' });
  });

  it('says so if there is no other library, and then cannot be confirmed', () => {
    const html = show([{ id: 'A', name: 'Mine', role: 'owner', current: true }]);
    expect(html).toContain('no other library');
    expect(html).toMatch(/<select[^>]* required/u);
  });
});
