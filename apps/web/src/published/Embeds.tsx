import type { AddressedEmbed, Embed } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { settingsText } from '../texts/settings-text.js';
import { changeOf, contentOf, draftOf, NEW_EMBED } from './embed-draft.js';
import { EmbedForm } from './EmbedForm.js';
import { addEmbed, changeEmbed, embedRequests } from './published-api.js';
import { PublishedSection } from './PublishedSection.js';
import type { SetKind } from './set-kind.js';
import { ShownOnce } from './ShownOnce.js';

const words = settingsText.embeds;

type Kind = SetKind<Embed, AddressedEmbed>;

const NewForm: Kind['NewForm'] = ({ onAdded }) => (
  <EmbedForm initial={NEW_EMBED} submit={words.add} save={async (draft) => onAdded(await addEmbed(contentOf(draft)))} />
);

const EditForm: Kind['EditForm'] = ({ set, onSaved }) => {
  // The list is read again while the form is open, so the embed may be another one at the end.
  const [initial] = useState(() => draftOf(set));
  return (
    <EmbedForm
      initial={initial}
      submit={words.save}
      save={async (draft) => onSaved(await changeEmbed(set.id, changeOf(draft, initial)))}
    />
  );
};

export const embedKind: Kind = {
  id: 'embeds',
  words,
  requests: embedRequests,
  withoutAddress: ({ url: _url, html: _html, ...embed }) => embed,
  describe: ({ origins }) => origins.join(', '),
  Once: ({ set }) => <ShownOnce title={set.title} content={set.html} copy={words.copyFrame} hint={words.frameOnce} />,
  NewForm,
  EditForm,
};

export const Embeds = (): ReactElement => <PublishedSection kind={embedKind} />;
