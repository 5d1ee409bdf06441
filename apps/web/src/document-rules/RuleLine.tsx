import type { DocumentRule } from '@throughline/api-client';
import { useEffect, useRef, type ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { useRefresh } from '../api/use-refresh.js';
import { focusRowAfter } from '../components/focus-after.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { StatusBadge } from '../components/StatusBadge/StatusBadge.js';
import { ActionButton } from '../controls/ActionButton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { useSaved } from '../controls/use-saved.js';
import { settingsText } from '../texts/settings-text.js';
import { ApplyRule } from './ApplyRule.js';
import { draftOfRule } from './rule-draft.js';
import { RuleForm } from './RuleForm.js';
import { RULES, removeRule, replaceRule, switchRule } from './rules-api.js';

const words = settingsText.documentRules;

interface Props {
  readonly rule: DocumentRule;
}

function EditRule({ rule, onDone }: Props & { readonly onDone: () => void }): ReactElement {
  const saved = useSaved({ onDone, refresh: useRefresh(RULES) });
  return (
    <RuleForm
      initial={draftOfRule(rule)}
      submit={words.save}
      save={(content) => saved(replaceRule(rule, content), words.saved)}
    />
  );
}

function SwitchButton({ rule }: Props): ReactElement {
  const { name, enabled } = rule;
  return (
    <ActionButton
      label={enabled ? words.turnOff : words.turnOn}
      name={enabled ? words.turnOffOf(name) : words.turnOnOf(name)}
      act={() => switchRule(rule, !enabled)}
      done={(changed) => (changed.enabled ? words.turnedOn(name) : words.turnedOff(name))}
      refresh={useRefresh(RULES)}
    />
  );
}

/** Returns the ref of the line's name, which takes the focus if the address names the rule: documents link to it. */
function useAddressed(id: string) {
  const name = useRef<HTMLElement>(null);
  useEffect(() => {
    if (location.hash === `#${id}`) name.current?.focus();
  }, [id]);
  return name;
}

/** A rule in one sentence, whether it is on, and how many documents it has changed. */
export function RuleLine({ rule }: Props): ReactElement {
  const mayChange = useMayChange();
  const refresh = useRefresh(RULES);
  const { key, name, sender, tags, type, enabled, documents } = rule;
  const id = `rule-${key}`;
  const addressed = useAddressed(id);
  return (
    <li ref={focusRowAfter} className="line">
      <span>
        <strong ref={addressed} id={id} tabIndex={-1} dir="auto">
          {name}
        </strong>{' '}
        <StatusBadge
          tone={enabled ? 'good' : 'calm'}
          icon={enabled ? 'ready' : 'paused'}
          words={enabled ? words.on : words.off}
        />
        <br />
        <small className="quiet">{words.documents(documents)}</small>
      </span>
      {mayChange && (
        <span className="line-buttons" role="group" aria-label={words.buttonsOf(name)}>
          {enabled && <ApplyRule rule={rule} />}
          <SwitchButton rule={rule} />
          <PanelButton label={words.edit} name={words.editOf(name)}>
            {(close) => <EditRule rule={rule} onDone={close} />}
          </PanelButton>
          <DeleteButton name={name} words={words} hint={words.deleteHint} remove={() => removeRule(rule)} refresh={refresh} />
        </span>
      )}
      <p className="line-more" dir="auto">
        {words.sentence(sender, tags, type)}
      </p>
    </li>
  );
}
