import type { InvitationPreview } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Fact } from '../components/Fact/Fact.js';
import { At } from '../controls/Times.js';
import { settingsText } from '../texts/settings-text.js';
import { text } from '../texts/text.js';

const words = settingsText.invitations;

/** The library, the role, and who invites. */
export function InvitationFacts({ invitation }: { readonly invitation: InvitationPreview }): ReactElement {
  const { library_name: library, invited_by: maker, role, expires_at: expires } = invitation;
  return (
    <>
      <h1 dir="auto">{words.page.heading(library)}</h1>
      <p>{words.page.lead(maker, library)}</p>
      <dl className="facts">
        <Fact name={words.page.role}>
          {text.libraries.roles[role]}
          <br />
          <small className="quiet">{text.libraries.roleMeanings[role]}</small>
        </Fact>
        <Fact name={words.page.expires}>
          <At at={expires} />
        </Fact>
      </dl>
    </>
  );
}
