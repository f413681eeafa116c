import { type Answer, apiAnswer } from '../http/answer.ts';

/** One page of a list, in Cloudflare's envelope. */
export function pageOf(list: readonly unknown[], query: URLSearchParams, most = 1000): Answer {
  const perPage = Math.min(most, whole(query.get('per_page')) ?? 20);
  const page = whole(query.get('page')) ?? 1;
  const result = list.slice((page - 1) * perPage, page * perPage);
  const result_info = {
    page,
    per_page: perPage,
    count: result.length,
    total_count: list.length,
    total_pages: Math.max(1, Math.ceil(list.length / perPage)),
  };
  return apiAnswer(result, { result_info });
}

function whole(text: string | null): number | undefined {
  const number = Number(text ?? Number.NaN);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
