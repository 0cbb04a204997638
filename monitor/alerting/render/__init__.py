"""What a receiver gets to see: e-mails and webhook bodies, made from an alert update alone."""

from monitor.alerting.render.body import webhook_body as webhook_body
from monitor.alerting.render.content import EmailContent as EmailContent
from monitor.alerting.render.content import render_email as render_email
from monitor.alerting.render.mime import mime_bytes as mime_bytes
