import { spawn } from 'node:child_process';

/**
 * Runs a command without a shell and returns its output. Fails with the end of the output, and after two minutes.
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function start(command, args, { cwd, env = process.env, timeoutMs = 120_000 }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', text => {
        output[stream] += text;
      });
    }
    child.once('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({
        ...output,
        code: code ?? 1,
        stderr: signal ? `${output.stderr}\nterminated by ${signal}` : output.stderr,
      });
    });
  });
}

/** Returns the standard output of a command that must succeed. */
export async function output(command, args, options) {
  const { code, stdout, stderr } = await start(command, args, options);
  if (code === 0) return stdout;
  throw new Error(`${args.join(' ')}: exit code ${code}\n${lastLines(`${stdout}\n${stderr}`)}`);
}

function lastLines(text) {
  return text.trim().split('\n').slice(-12).join('\n');
}
