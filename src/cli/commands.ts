import { askCommand } from './ask/ask-command.ts';
import { bugReportCommand } from './bug-report/bug-report.ts';
import type { Command } from './command.ts';
import { doctorCommand } from './doctor/doctor.ts';
import { explainCommand } from './explain/explain.ts';
import { gatewayCommand } from './gateway/serve-gateway.ts';
import { modelsCommand } from './models/models.ts';

export const commands: readonly Command[] = [
  doctorCommand,
  modelsCommand,
  askCommand,
  explainCommand,
  gatewayCommand,
  bugReportCommand,
];
