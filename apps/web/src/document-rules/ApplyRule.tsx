import { useQuery } from '@tanstack/react-query';
import type { DocumentRule } from '@throughline/api-client';
import { useEffect, useEffectEvent, useState, type ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { bulkCommandQuery, isWorking } from '../bulk/bulk-api.js';
import { BulkPreview } from '../bulk/BulkPreview.js';
import { useAnnounce } from '../components/Announcer.js';
import { Button } from '../components/Button/Button.js';
import { settingsText } from '../texts/settings-text.js';
import { previewRule, RULES } from './rules-api.js';

const words = settingsText.documentRules;

/** Reads the counts of the rules again when the bulk command with this id has ended. */
function useCountsAfter(id: string | undefined): void {
  const refresh = useRefresh(RULES);
  const { data } = useQuery({ ...bulkCommandQuery(id ?? ''), enabled: id !== undefined });
  const isEnded = data !== undefined && !isWorking(data);
  const onEnded = useEffectEvent(() => void refresh());
  useEffect(() => {
    if (isEnded) onEnded();
  }, [isEnded]);
}

/** Previews a rule on the documents that are there already, and applies it as a bulk command. */
export function ApplyRule({ rule }: { readonly rule: DocumentRule }): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const announce = useAnnounce();
  const [executed, setExecuted] = useState<string>();
  useCountsAfter(executed);
  const refresh = useRefresh(RULES);
  const { name, sender, tags, type } = rule;
  return (
    <>
      <Button
        size="small"
        aria-label={words.applyOf(name)}
        onClick={() => {
          setAsking(true);
        }}
      >
        {words.apply}
      </Button>
      {isAsking && (
        <BulkPreview
          action="apply_rule"
          // Somebody may have changed the rule, so that the page shows an older one.
          preview={() =>
            previewRule(rule).catch((error: unknown) => {
              void refresh();
              throw error;
            })
          }
          about={
            <>
              <p dir="auto">{words.sentence(sender, tags, type)}</p>
              <p className="quiet">{words.applyHint}</p>
            </>
          }
          onExecuted={({ id }) => {
            announce(words.applied);
            setExecuted(id);
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
