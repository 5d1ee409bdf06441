import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Item } from '@throughline/api-client';
import { useCallback, useRef, useState, type ReactElement, type RefObject } from 'react';
import type { ItemCache } from '../../api/item-cache.js';
import { useRunKind } from '../../api/item-kind.js';
import { Button } from '../../components/Button/Button.js';
import { Check } from '../../components/Check/Check.js';
import { Choice } from '../../components/Choice/Choice.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../../components/Announcer.js';
import { templatesQuery } from '../../templates/templates-api.js';
import { text } from '../../texts/text.js';
import { useKeptFocus } from '../use-kept-focus.js';
import { bindTemplate, type Binding } from './item-settings-api.js';

const words = text.itemSettings;

interface Props<T extends Item> {
  readonly item: T;
  readonly cache: ItemCache<T>;
}

type Option = readonly [value: string, label: string];

/** Lists the templates that runs can use, and the bound one, which may have become a draft or been deleted. */
function useTemplateOptions({ template }: Pick<Item, 'template'>): readonly Option[] {
  const { data: templates = [] } = useQuery(templatesQuery);
  const offered = templates.filter(({ id, is_draft: isDraft }) => !isDraft || id === template?.id);
  const isListed = template === null || offered.some(({ id }) => id === template.id);
  return [
    ['', words.noTemplate],
    ...(isListed ? [] : [[String(template.id), template.name ?? words.deleted] as const]),
    ...offered.map(({ id, name }) => [String(id), name] as const),
  ];
}

interface BindingFieldsProps {
  readonly item: Item;
  readonly form: RefObject<HTMLFormElement | null>;
  readonly isPending: boolean;
  readonly onBind: (binding: Binding) => void;
}

function BindingFields({ item, form, isPending, onBind }: BindingFieldsProps): ReactElement {
  const options = useTemplateOptions(item);
  const bound = item.template === null ? '' : String(item.template.id);
  const [chosen, setChosen] = useState(bound);
  const [resetPreferences, setReset] = useState(false);
  const canReset = item.preferences !== null && chosen !== '';
  const isChanged = chosen !== bound || (canReset && resetPreferences);
  return (
    <form
      ref={form}
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        onBind({ template: chosen === '' ? undefined : Number(chosen), resetPreferences: canReset && resetPreferences });
      }}
    >
      <Choice label={words.template} options={options} value={chosen} onChange={setChosen} />
      {canReset && <Check label={words.resetPreferences} isChecked={resetPreferences} onChange={setReset} />}
      {isChanged && (
        <div className="field-buttons">
          <Button type="submit" look="primary" disabled={isPending}>
            {chosen === '' ? words.unbind : words.bind}
          </Button>
        </div>
      )}
    </form>
  );
}

/** Binds a template for later runs, or unbinds it. The fields start again when the binding or the preferences have changed. */
export function TemplateBinding<T extends Item>({ item, cache }: Props<T>): ReactElement {
  const kind = useRunKind();
  const client = useQueryClient();
  const announce = useAnnounce();
  const state = `${String(item.template?.id)} ${String(item.preferences === null)}`;
  const form = useRef<HTMLFormElement>(null);
  const findTarget = useCallback(() => form.current?.querySelector('select'), []);
  const awaitChange = useKeptFocus(state, findTarget);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (binding: Binding) => bindTemplate<T>({ kind, id: item.id }, binding),
    onSuccess: (changed) => {
      cache.show(client, changed, 'command');
      announce(changed.template === null ? words.unbound : words.bound(changed.template.name));
    },
    onError: () => {
      awaitChange(false);
    },
  });
  return (
    <>
      <BindingFields
        key={state}
        item={item}
        form={form}
        isPending={isPending}
        onBind={(binding) => {
          if (isPending) return;
          awaitChange(true);
          mutate(binding);
        }}
      />
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
