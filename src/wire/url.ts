/** The addresses that people open, beside the API's (`wandb/util.py`, `api_to_app_url`). */
export function runUrl(baseUrl: string, entity: string, project: string, runId: string): string {
  return `${projectUrl(baseUrl, entity, project)}/runs/${encodeURIComponent(runId)}`;
}

export function projectUrl(baseUrl: string, entity: string, project: string): string {
  return `${appUrl(baseUrl)}/${encodeURIComponent(entity)}/${encodeURIComponent(project)}`;
}

function appUrl(baseUrl: string): string {
  return baseUrl
    .replace('://api.wandb.test', '://app.wandb.test')
    .replace('://api.wandb.', '://wandb.')
    .replace('://api.', '://app.');
}
