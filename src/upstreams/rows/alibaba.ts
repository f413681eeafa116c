import { bearer } from '../bearer.ts';
import { alibabaProfile } from '../profiles/alibaba.ts';
import type { Upstream } from '../upstream.ts';

export const alibaba: Upstream = {
  name: 'alibaba',
  bareIds: /^qwen/,
  rest: { prefix: 'alibaba' },
  binding: { prefix: 'alibaba' },
  keyHeader: bearer,
  profile: alibabaProfile,
};
