import type { Metadata } from 'next';
import { connection } from 'next/server';
import { Draw } from '../../components/draw.tsx';

export const metadata: Metadata = {
  title: 'Gateway pictures',
  description: 'Pictures over Cloudflare AI Gateway',
};

export default async function Page() {
  // As on the first page: known when the server starts.
  await connection();
  return <Draw local={process.env.EXAMPLE_LOCAL_GATEWAY === '1'} />;
}
