/** Why the address for health and metrics cannot be opened. */
export const healthTexts = {
  'health.portTaken': {
    zh: '{host} 的端口 {port} 已被占用，健康检查没有启动。可能另一个定时服务正在运行：请停止它，或换一个端口',
    en: 'port {port} on {host} is taken, so health cannot be told there. Another service may be running: stop it, or take another port',
  },
  'health.portRefused': {
    zh: '没有权限使用端口 {port}（1024 以下的端口需要特权）。请换一个 1024 以上的端口',
    en: 'no right to use port {port}: those below 1024 need privileges. Take a port above 1024',
  },
  'health.noAddress': {
    zh: '地址 {host} 不能用于健康检查（{reason}），它不是本机的地址。通常用 127.0.0.1',
    en: 'the address {host} cannot be used for health ({reason}): it is none of this machine. Usually it is 127.0.0.1',
  },
} as const;
