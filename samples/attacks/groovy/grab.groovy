@Grab('org.example:evil:1.0')
import java.util.List
1
