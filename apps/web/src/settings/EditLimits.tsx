import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QuotaName } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Field } from '../components/Field/Field.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { formatAmount } from './format-amount.js';
import { QUOTAS, draftOf, readDraft, type OwnLimits, type QuotaDraft } from './quota-draft.js';
import { USER_QUOTAS_KEY, quotaQuery, saveUserLimits, userLimitsQuery, type TaggedLimits } from '../api/settings-api.js';

const words = text.settings.quota;

const describeDefault = ({ defaults }: TaggedLimits, quota: QuotaName): string => {
  const limit = defaults[quota];
  return words.serverLimit(limit === null ? words.noLimit : formatAmount(quota, limit));
};

interface FormProps {
  readonly limits: TaggedLimits;
  readonly name: string;
  readonly onDone: () => void;
}

/** Edits the limits as they were when the form was opened. */
export function LimitsForm({ limits, name, onDone }: FormProps): ReactElement {
  const [draft, setDraft] = useState<QuotaDraft>(() => draftOf(limits));
  const [invalid, setInvalid] = useState<readonly QuotaName[]>([]);
  const client = useQueryClient();
  const announce = useAnnounce();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (own: OwnLimits) => saveUserLimits(limits, own),
    onSuccess: async () => {
      announce(words.saved(name));
      onDone();
      await client.invalidateQueries({ queryKey: USER_QUOTAS_KEY });
      await client.invalidateQueries({ queryKey: quotaQuery.queryKey });
    },
  });
  const save = (): void => {
    const read = readDraft(draft);
    setInvalid('invalid' in read ? read.invalid : []);
    if ('own' in read && !isPending) mutate(read.own);
  };
  return (
    <form
      className="stacked-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {QUOTAS.map((quota) => (
        <Field
          key={quota}
          label={words.limitNames[quota]}
          hint={describeDefault(limits, quota)}
          error={invalid.includes(quota) ? words.noNumber : undefined}
          value={draft[quota]}
          onChange={(written) => {
            setDraft({ ...draft, [quota]: written });
          }}
        />
      ))}
      {error !== null && <ProblemNote error={error} />}
      <Button type="submit" look="primary" disabled={isPending}>
        {words.saveLimits}
      </Button>
    </form>
  );
}

export function EditLimits({ id, ...form }: Omit<FormProps, 'limits'> & { readonly id: string }): ReactElement {
  const { data, error } = useQuery(userLimitsQuery(id));
  if (error !== null) return <ProblemNote error={error} />;
  return data === undefined ? <Skeleton rows={2} /> : <LimitsForm key={data.etag} limits={data} {...form} />;
}
