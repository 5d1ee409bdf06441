import { useQuery } from '@tanstack/react-query';
import type { Template } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { useRefresh } from '../api/use-refresh.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { useSaved } from '../controls/use-saved.js';
import { text } from '../texts/text.js';
import { SettingsProblem } from './SettingsProblem.js';
import { TemplateForm } from './TemplateForm.js';
import { removeTemplate, replaceTemplate, templateQuery, templatesQuery } from './templates-api.js';

const words = text.templates;

/** Edits the template as it was when the form was opened. */
function EditTemplate({ id, onDone }: { readonly id: number; readonly onDone: () => void }): ReactElement {
  const { data: read, error, refetch } = useQuery(templateQuery(id));
  const saved = useSaved({ onDone, refresh: useRefresh(templatesQuery.queryKey) });
  if (read === undefined) return error === null ? <Skeleton rows={2} /> : <ProblemNote error={error} />;
  return (
    <TemplateForm
      key={read.revision}
      initial={read}
      submit={words.save}
      save={(content) => saved(replaceTemplate(read, content), words.saved)}
      onReload={() => void refetch()}
    />
  );
}

export function TemplateLine({ template }: { readonly template: Template }): ReactElement {
  const { id, name, is_draft: isDraft, problem } = template;
  const users = words.users(template);
  const refresh = useRefresh(templatesQuery.queryKey);
  const mayChange = useMayChange();
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong>
        <br />
        <small className="quiet">
          {isDraft && `${words.draft} · `}
          {users.length === 0 ? words.unused : users.join(', ')}
        </small>
      </span>
      {problem !== null && (
        <div className="line-more">
          <SettingsProblem problem={problem} />
        </div>
      )}
      {mayChange && (
        <span className="line-buttons" role="group" aria-label={words.buttonsOf(name)}>
          <PanelButton label={words.edit} name={words.editOf(name)}>
            {(close) => <EditTemplate id={id} onDone={close} />}
          </PanelButton>
          <DeleteButton
            name={name}
            words={words}
            hint={words.deleteHint}
            users={users}
            remove={(detach) => removeTemplate(template, detach)}
            refresh={refresh}
          />
        </span>
      )}
    </li>
  );
}
