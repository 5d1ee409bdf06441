import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AllowedAction, Item } from '../api/answers.js';
import { ask } from '../api/client.js';
import type { ItemKind } from '../api/item-kind.js';

/*
 * What the page of one item asks for beside the item itself, whichever kind it is of. Field by field as /openapi.json says.
 */
export interface Place {
  readonly kind: ItemKind;
  readonly id: string;
}

const at = ({ kind, id }: Place, rest: string): string => `${kind}/${encodeURIComponent(id)}${rest}`;

export interface RecordingEvent {
  readonly id: string;
  readonly type: string;
  readonly step: string | null;
  readonly status_after: string;
  readonly failed_after: boolean;
  readonly message: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string | null } | null;
  readonly occurred_at: string;
  readonly recorded_at: string;
}

interface EventPage {
  readonly items: readonly RecordingEvent[];
  readonly next_cursor: string | null;
}

const EVENTS_PAGE = 200;

export const eventsKey = (id: string): readonly string[] => ['events', id];

export const eventsQuery = (place: Place) =>
  infiniteQueryOptions({
    queryKey: eventsKey(place.id),
    queryFn: ({ signal, pageParam }) => {
      const after = pageParam === '' ? '' : `&after=${encodeURIComponent(pageParam)}`;
      return ask<EventPage>(at(place, `/events?limit=${String(EVENTS_PAGE)}${after}`), { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export interface Told {
  readonly id: string;
  readonly at: string;
  readonly message: string;
}
export interface RuleSeen {
  readonly id: string;
  readonly says: string;
  readonly looked_at: readonly {
    readonly fact: string;
    readonly says: string;
    readonly value: string | number | boolean | null;
    readonly since: Told | null;
  }[];
}
export interface ByRules {
  readonly rule: RuleSeen;
  readonly lost: readonly RuleSeen[];
  readonly follows_from: readonly Told[];
}
export interface ExplainedStep {
  readonly step: string;
  readonly code: string;
  readonly says: string;
  readonly since: string;
  readonly until: string | null;
  readonly message: string | null;
  readonly lease: { readonly state: string; readonly says: string; readonly worker: string | null } | null;
  readonly lane_service: { readonly state: string; readonly says: string } | null;
}
export interface Explanation {
  readonly explained_at: string;
  readonly status: ByRules & { readonly status: string };
  readonly failure: ByRules & { readonly failed: boolean; readonly reason: string | null };
  readonly run: { readonly code: string; readonly says: string; readonly since: string | null };
  readonly steps: readonly ExplainedStep[];
  readonly projection: { readonly state: string; readonly says: string };
}

export const explainQuery = (place: Place, revision: string) =>
  queryOptions({
    queryKey: ['explain', place.id, revision],
    queryFn: ({ signal }) => ask<Explanation>(at(place, '/explain'), { signal }),
    placeholderData: keepPreviousData,
    // What it says of leases and lanes moves without a revision.
    refetchInterval: 10_000,
  });

export type Past<T> = T & { readonly as_of: { readonly position: string; readonly time: string } };

/** The past does not change. */
export const pastQuery = <T extends Item>(place: Place, position: string) =>
  queryOptions({
    queryKey: ['past', place.id, position],
    queryFn: ({ signal }) => ask<Past<T>>(at(place, `?as_of=${encodeURIComponent(position)}`), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });

export interface Artifact {
  readonly name: string;
  readonly role: string;
  readonly media_type: string;
  readonly size: number;
  /** Of its bytes: a later run makes another file of the same name. */
  readonly sha256: string;
  readonly url: string;
}

export const artifactsQuery = (place: Place, revision: string) =>
  queryOptions({
    queryKey: ['artifacts', place.id, revision],
    queryFn: ({ signal }) => ask<{ readonly items: readonly Artifact[] }>(at(place, '/artifacts'), { signal }),
    placeholderData: keepPreviousData,
  });

/** The text of a file that was made, e.g. of the transcript. */
export const fileQuery = <T>({ url, sha256 }: Pick<Artifact, 'url' | 'sha256'>) =>
  queryOptions({
    queryKey: ['file', url, sha256],
    queryFn: ({ signal }) => ask<T>(url, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface DryRun {
  readonly outcome: string;
  readonly reason: { readonly detail: string; readonly try_instead: string | null } | null;
  readonly steps: readonly {
    readonly step: string;
    readonly action: string;
    readonly skip_reason: string | null;
    readonly outdated?: boolean;
  }[];
}

/** What a run would do now, by the decision that a run is made by; nothing happens. */
export const previewRun = (place: Place): Promise<DryRun> => ask<DryRun>(at(place, '/run?dry_run=true'), { method: 'POST' });

export const keyOf = ({ action, target }: Pick<AllowedAction, 'action' | 'target'>): string => `${action} ${target ?? ''}`;
