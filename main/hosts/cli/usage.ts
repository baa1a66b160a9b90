// Wrong use of the command line: told apart from refusals, because it ends with exit code 2.

export class UsageError extends Error {}

export const usage = `用法：npm run -s ws -- <命令> [选项] [--data 目录] [--json]

  init      [--demo S|M|L] [--seed N] [--user 姓名] [--unit 单位]   新建副本（--demo 装入演示数据）
  import    文件 --database 库 [--year 年度] [--sheet 工作表] [--commit]   识别名单；加 --commit 才写入
  list      --database 库 [--filter JSON] [--sort JSON] [--limit N] [--offset N] [--totals]
  get       --id 标识 [--database 库]
  history   --id 标识 [--database 库]
  undo      --batch 批次                        撤销一个批次
  batches                                       最近的批次
  search    文字 [--limit N]
  export    --database 库 --out 文件.xlsx [--filter JSON] [--sort JSON] [--overwrite]
  dictionary [--database 库]                    数据字典
  verify                                        核对副本、变更日志与数据字典
  call      过程名 [--input JSON] [--file 文件]   直接调用合同中的过程；--file 先交入文件并把句柄加进输入

库：plan reserve central special fiscal key filing expert policy decision
密码取自环境变量 WS_PASSWORD，或在终端中输入；演示副本不需要。`;
