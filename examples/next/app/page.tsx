import { connection } from 'next/server';
import { Chat } from '../components/chat.tsx';

export default async function Page() {
  // Whether the local gateway is used is known when the server starts, not when the app is built.
  await connection();
  return <Chat local={process.env.EXAMPLE_LOCAL_GATEWAY === '1'} />;
}
