export default function Page() {
  return <p>POST /api/chat</p>;
}
