import type { PlanStep, SkipReason } from '@throughline/contracts';
import { isPresent, nounOf, previewNextRun } from '@throughline/domain';
import type {
  AssetState,
  ItemNoun,
  LibraryConfig,
  OutputTextsPreview,
  RunBasis,
  PreviewedStep,
  RunPreview,
  CommandOf,
} from '@throughline/domain';
import { outcomeItem, type OutcomeItem } from '../commands/outcome.js';
import { OWN_CONFIG, WOULD_RESUME, describeUnbound } from '../commands/describe-outcome.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { toRefusalProblem } from '../read/refusals.js';
import { renderTemplateOf, type OwnSettingsItem } from '../read/own-settings.js';
import type { QuotaWaitItem } from './quota-wait.js';
import { hasManualOverrides, hasOverrides } from './has-overrides.js';
import type { RunOverrides } from './run-overrides.dto.js';
import type { TextPreviews } from './text-previews.js';

export interface DryRunStep {
  readonly step: string;
  readonly kind: PlanStep['kind'];
  readonly action: PreviewedStep['action'];
  readonly skip_reason: SkipReason | null;
  /** True for a finished delivery that the run would keep although it makes a newer version. */
  readonly outdated: boolean;
  readonly depends_on: readonly string[];
}

/** RUN-28. */
export interface DryRun extends Readonly<Partial<Record<`${ItemNoun}_id`, string>>> {
  readonly dry_run: true;
  readonly outcome: 'start' | 'resume' | 'nothing';
  /** The reason why nothing would be done, or the part of the request that would have no effect. */
  readonly reason: OutcomeItem | null;
  readonly steps: readonly DryRunStep[];
  readonly config_sources: Readonly<Record<string, string>>;
  readonly templates: RunTemplates;
  /** The texts that each output would receive. */
  readonly metadata: readonly OutputTextsPreview[];
  /** True if the request itself sets configuration. */
  readonly has_manual_overrides: boolean;
  /** The quota that the run would wait for; null if there is room. */
  readonly quota_wait: QuotaWaitItem | null;
}

/** The templates that a run uses: CFG-10 and CFG-11 in another shape (ADR 64). */
interface RunTemplates {
  /** The template that the item is bound to before the run. */
  readonly bound: OwnSettingsItem['template'];
  readonly run: { readonly id: number; readonly name: string | null; readonly will_be_bound: boolean } | null;
}

interface RequestedRun {
  readonly command: CommandOf<'StartRun'>;
  readonly overrides: RunOverrides;
  readonly library: LibraryConfig;
  readonly texts: TextPreviews;
}

const renderStep = ({ step, kind, action, skipReason, outdated, dependsOn }: PreviewedStep): DryRunStep => ({
  step,
  kind,
  action,
  skip_reason: skipReason ?? null,
  outdated: outdated === true,
  depends_on: dependsOn,
});

type PossibleRun = Exclude<RunPreview, { kind: 'refused' }>;

const reasonOf = (preview: PossibleRun, overrides: RunOverrides): OutcomeItem | null => {
  if (preview.kind === 'nothing') return preview.reason === undefined ? null : outcomeItem(preview.reason);
  if (preview.kind !== 'resume' || !hasOverrides(overrides)) return null;
  const { detail, tryInstead } = OWN_CONFIG;
  return outcomeItem({
    code: 'overrides-not-used',
    detail: `${WOULD_RESUME} ${detail}${describeUnbound(overrides, 'preview')}`,
    tryInstead,
  });
};

function renderTemplates(state: AssetState, preview: PossibleRun, { overrides, library }: RequestedRun): RunTemplates {
  const bound = isPresent(state) ? renderTemplateOf(state, library) : null;
  const id = overrides.template_id;
  if (!hasValue(id) || preview.kind !== 'start') return { bound, run: null };
  const name = library.templates?.get(id)?.name ?? null;
  return { bound, run: { id, name, will_be_bound: overrides.bind_template === true } };
}

/** Previews this command, and throws what the command would be refused with. Changes nothing. */
export async function previewRun(id: string, basis: RunBasis, run: RequestedRun): Promise<Omit<DryRun, 'quota_wait'>> {
  const { state } = basis;
  const preview = previewNextRun(state, run.command);
  if (preview.kind === 'refused') throw toRefusalProblem(preview.reason);
  const shown = preview.kind === 'nothing' ? { steps: [], configSources: {} } : preview;
  return {
    dry_run: true,
    [`${nounOf(isPresent(state) ? state.pipeline : '')}_id`]: id,
    outcome: preview.kind,
    reason: reasonOf(preview, run.overrides),
    steps: shown.steps.map(renderStep),
    config_sources: shown.configSources,
    templates: renderTemplates(state, preview, run),
    metadata: await run.texts.of(basis, preview, run.command),
    has_manual_overrides: hasManualOverrides(run.overrides),
  };
}
