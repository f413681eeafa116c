import type { RecordedUpstreamRequest } from '../records.ts';
import type { ReplyMatch, ScriptedReply } from '../scripted-reply.ts';
import { anyUpstream } from '../upstreams/registry.ts';
import { checkMatch, checkReply } from './check-reply.ts';

/** A reply, or a function that makes one from what the upstream received. */
export type ReplySource =
  | ScriptedReply
  | ((request: RecordedUpstreamRequest) => ScriptedReply | Response | Promise<ScriptedReply | Response>);

/** What a reply can be matched against. */
export interface ReplyFacts extends Pick<RecordedUpstreamRequest, 'endpoint' | 'upstream' | 'model'> {
  /** The model id as the caller spelled it. */
  readonly calledModel: string | undefined;
}

interface QueuedReply {
  readonly source: ReplySource;
  readonly match: ReplyMatch;
  left: number;
}

/** Scripted replies in the order they were given. */
export class ReplyQueue {
  private queue: QueuedReply[] = [];

  add(source: ReplySource, match: ReplyMatch): void {
    checkMatch(match);
    if (typeof source !== 'function') checkReply(source);
    this.queue.push({ source, match, left: match.times ?? 1 });
  }

  /** The reply for a call, without using it up. */
  peek(facts: ReplyFacts): ReplySource | undefined {
    return this.find(facts)?.source;
  }

  /** The reply for a call, used once. */
  take(facts: ReplyFacts): ReplySource | undefined {
    const found = this.find(facts);
    if (found) found.left -= 1;
    return found?.source;
  }

  clear(): void {
    this.queue = [];
  }

  private find(facts: ReplyFacts): QueuedReply | undefined {
    return this.queue.find(({ left, match }) => left > 0 && matches(match, facts));
  }
}

function matches({ endpoint, upstream, model }: ReplyMatch, facts: ReplyFacts): boolean {
  const name = upstream === undefined ? undefined : (anyUpstream(upstream)?.slug ?? upstream);
  return (
    (endpoint === undefined || endpoint === facts.endpoint) &&
    (name === undefined ||
      upstream === facts.upstream ||
      name === (anyUpstream(facts.upstream)?.slug ?? facts.upstream)) &&
    (model === undefined || model === facts.model || model === facts.calledModel)
  );
}
