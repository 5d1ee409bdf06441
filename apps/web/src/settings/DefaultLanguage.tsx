import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { meQuery, setDefaultLanguage, showMe } from '../api/me.js';
import { useMayChange } from '../api/use-may-change.js';
import { Choice } from '../components/Choice/Choice.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { formatLanguage, listLanguages } from '../components/language-name.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';

const words = text.settings.language;

/** The spoken language of items that are added to the library without one. Viewers add none. */
export function DefaultLanguage(): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  const mayChange = useMayChange();
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error } = useMutation({
    mutationFn: setDefaultLanguage,
    onSuccess: (changed) => {
      showMe(client, changed);
      announce(words.changed(formatLanguage(changed.default_language)));
    },
  });
  if (me === undefined || !mayChange) return null;
  return (
    <section className="card" aria-labelledby="default-language">
      <h2 id="default-language">{words.title}</h2>
      {error !== null && <ProblemNote error={error} />}
      <Choice
        label={words.label}
        hint={words.hint}
        options={listLanguages(me.default_language)}
        value={me.default_language}
        onChange={(language) => {
          mutate(language);
        }}
      />
    </section>
  );
}
